import '@mantine/core/styles.css';
import '@counterfoil/ui/base.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/sale.css';
import './styles/pages.css';
import './styles/narrow.css';
import './styles/print.css';
import { MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startTranslation } from './i18n.ts';
import { ErrorBoundary } from './shell/error-boundary.tsx';
import { UpdatePrompt } from './shell/update-prompt.tsx';
import { theme } from '@counterfoil/ui/theme';
import { connectToTill } from './till/till-client.ts';
import { TillContext } from './till/use-till.ts';
import { TillToasts } from './shell/till-toasts.tsx';

await startTranslation();
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no place for the app');
const client = connectToTill();
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <TillContext value={client}>
        <TillToasts>
          <ErrorBoundary>
            <App />
          </ErrorBoundary>
          <UpdatePrompt />
        </TillToasts>
      </TillContext>
    </MantineProvider>
  </StrictMode>,
);

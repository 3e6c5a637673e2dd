import '@mantine/core/styles.css';
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
import { theme } from './theme.ts';
import { connectToTill } from './till/till-client.ts';
import { TillContext } from './till/use-till.ts';
import { Toasts } from './ui/toasts.tsx';

await startTranslation();
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no place for the app');
const client = connectToTill();
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <TillContext value={client}>
        <Toasts>
          <ErrorBoundary>
            <App />
          </ErrorBoundary>
          <UpdatePrompt />
        </Toasts>
      </TillContext>
    </MantineProvider>
  </StrictMode>,
);

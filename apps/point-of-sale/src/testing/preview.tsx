import '@mantine/core/styles.css';
import '../app.css';
import { MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from '../app.tsx';
import { startTranslation } from '../i18n.ts';
import { UpdatePrompt } from '../shell/update-prompt.tsx';
import { theme } from '../theme.ts';
import { pretendTill } from './pretend-till.ts';
import { TillContext } from '../till/use-till.ts';
import { Toasts } from '../ui/toasts.tsx';

await startTranslation();
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no place for the app');
const client = pretendTill(new URLSearchParams(location.search));
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <TillContext value={client}>
        <Toasts>
          <App />
          <UpdatePrompt />
        </Toasts>
      </TillContext>
    </MantineProvider>
  </StrictMode>,
);

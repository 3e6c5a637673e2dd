import '@mantine/core/styles.css';
import '@mantine/charts/styles.css';
import '@mantine/dates/styles.css';
import '@counterfoil/ui/base.css';
import './styles/workspace.css';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { theme } from '@counterfoil/ui/theme';
import { Toasts } from '@counterfoil/ui/toasts.tsx';
import { App } from './app.tsx';
import { startTranslation } from './i18n.ts';

await startTranslation();
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no place for the workspace');
// What is on the screen stays true by being told of changes, not by growing old; refusals are not asked again.
const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: Infinity, retry: false, refetchOnWindowFocus: false } },
});
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <Toasts>
          <App />
        </Toasts>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);

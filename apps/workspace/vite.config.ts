import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** While developing (`npx vite apps/workspace`), everything but the pages comes from a running headquarters. */
const headquartersUrl = process.env['COUNTERFOIL_HEADQUARTERS_URL'] ?? 'http://127.0.0.1:8090';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // Where headquarters serves the workspace.
  base: '/workspace/',
  // A build beside it is nothing to load again for.
  server: {
    host: '127.0.0.1',
    watch: { ignored: ['**/dist*/**'] },
    proxy: { '^/(?!workspace(?:/|$)|@|node_modules/)': { target: headquartersUrl } },
  },
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 1_500 },
  plugins: [react()],
});

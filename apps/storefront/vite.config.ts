import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** The one script of the shop's pages; the server gives it a name that changes with its content. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    lib: { entry: 'src/client/shop.ts', formats: ['es'], fileName: () => 'shop.js' },
  },
});

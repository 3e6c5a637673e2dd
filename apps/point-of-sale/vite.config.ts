import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

/** Where the scale unit serves the app. */
const basePath = '/pos/';
/** The largest file that is kept for work without a network: the database engine is the biggest, about 1.1 MB. */
const precachedBytesMax = 4 * 1024 * 1024;

const manifest = {
  id: basePath,
  name: 'Counterfoil point of sale',
  short_name: 'Counterfoil',
  description: 'Point of sale with the customers of the whole company, with and without a network',
  lang: 'en',
  start_url: basePath,
  scope: basePath,
  display: 'standalone' as const,
  background_color: '#f4f6f8',
  theme_color: '#0f5f73',
  icons: [
    { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' as const },
    { src: 'icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' as const },
    { src: 'icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' as const },
    { src: 'icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' as const },
  ],
};

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: basePath,
  // What the worker loads as a file of its own must not be copied into another folder while developing.
  optimizeDeps: { exclude: ['@evolu/sqlite-wasm'] },
  worker: { format: 'es' },
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 1_500 },
  plugins: [
    react(),
    VitePWA({
      // The person decides when a new version comes, so that nothing typed is lost.
      registerType: 'prompt',
      injectRegister: false,
      manifest,
      workbox: {
        globPatterns: ['**/*.{html,js,css,wasm,svg,png}'],
        // Other ways of running SQLite, which come with it and are never asked for.
        globIgnores: ['**/sqlite3-worker1-*', '**/sqlite3-opfs-async-proxy-*'],
        maximumFileSizeToCacheInBytes: precachedBytesMax,
        navigateFallback: `${basePath}index.html`,
        cleanupOutdatedCaches: true,
      },
    }),
  ],
});

/** `vite build --config bundle/vite.config.ts`: the program in a few dozen files instead of several hundred; what is loaded late stays late. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { addresses } from './addresses.ts';
import { builtins } from './builtins.ts';
import { manifest } from './manifest.ts';
import { leftOutside } from './packages.ts';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  publicDir: false,
  plugins: [builtins(), addresses(), manifest()],
  ssr: { noExternal: true },
  build: {
    ssr: true,
    outDir: 'dist',
    // Processes that were started from it load from the bundle before: see the manifest.
    emptyOutDir: false,
    reportCompressedSize: false,
    target: 'node24',
    rolldownOptions: {
      input: { main: 'api/cli/main.ts' },
      external: leftOutside,
      output: {
        format: 'es',
        // One name, one content.
        entryFileNames: '[name]-[hash].js',
        chunkFileNames: '[name]-[hash].js',
        codeSplitting: { groups: [{ name: 'node', test: /^\0(builtin|rolldown)/ }] },
      },
    },
  },
});

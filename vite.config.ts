import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type Rolldown } from 'vite';

/**
 * The policy of the production page: nothing inline, no eval but wasm, no origin but its own. Written into
 * the page at build time only, since the development server needs inline scripts.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: policy },
        injectTo: 'head-prepend',
      },
    ],
  };
}

/** The script that begins, and what it fetches: all that the first picture needs. */
const [entry, page] = ['src/app/main.ts', 'src/app/page.tsx'];

type Graph = Pick<Rolldown.PluginContext, 'getModuleInfo'>;

/** A module and all that it imports statically. */
function closureOf(module: string, graph: Graph): Set<string> {
  const found = new Set<string>();
  const add = (id: string) => {
    if (found.has(id)) return;
    found.add(id);
    graph.getModuleInfo(id)?.importedIds.forEach(add);
  };
  add(`${import.meta.dirname}/${module}`);
  return found;
}

/**
 * Puts what the page imports statically into one chunk: cut up as other chunks share it, it would be thirty
 * requests, and compress worse.
 */
function pageChunk() {
  let modules: Set<string> | undefined;
  return (id: string, graph: Graph) => {
    if (!modules) {
      modules = closureOf(page, graph);
      for (const early of closureOf(entry, graph)) modules.delete(early);
    }
    return modules.has(id) ? 'page' : null;
  };
}

/** Names the page's chunk and its styles in the document: their fetching need not wait for the entry. */
function pageAhead(): Plugin {
  return {
    name: 'page-ahead',
    apply: 'build',
    transformIndexHtml: (_html, { bundle = {} }) => {
      const chunk = Object.values(bundle).find((file) => file.type === 'chunk' && file.name === 'page');
      if (chunk?.type !== 'chunk') throw new Error('there is no chunk with the page');
      const styles = [...(chunk.viteMetadata?.importedCss ?? [])];
      const link = (rel: string, file: string) => ({
        tag: 'link',
        attrs: { rel, crossorigin: true, href: `./${file}` },
        injectTo: 'head' as const,
      });
      return [link('modulepreload', chunk.fileName), ...styles.map((file) => link('stylesheet', file))];
    },
  };
}

export default defineConfig({
  base: './',
  plugins: [react(), contentSecurityPolicy(), pageAhead()],
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [{ name: pageChunk(), debugName: 'page' }],
        },
      },
    },
  },
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1', port: 4173 },
});

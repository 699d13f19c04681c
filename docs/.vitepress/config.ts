import { cpSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vitepress';
import { chapters } from './chapters';

const packages = path.resolve(import.meta.dirname, '../../packages');
const manifests = readdirSync(packages).map((name) =>
  JSON.parse(readFileSync(path.join(packages, name, 'package.json'), 'utf8')),
);
const { version } = manifests.find(({ name }) => name === 'xai-base');

export default defineConfig({
  title: 'XAI for TypeScript',
  description: 'Explainable AI for TensorFlow.js and ONNX models: which part of the input made the model say this?',
  lang: 'en',
  base: process.env.DOCS_BASE ?? '/',
  srcDir: 'pages',
  srcExclude: ['public/**'],
  head: [['link', { rel: 'icon', href: `${process.env.DOCS_BASE ?? '/'}icon.svg`, type: 'image/svg+xml' }]],
  markdown: { theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' } },
  ignoreDeadLinks: [/^\/dashboard\//], // it is no page of these, and copied at the end
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('xai-') } } },
  vite: { build: { chunkSizeWarningLimit: 4000 } },
  themeConfig: {
    nav: [
      { text: 'Guide', link: '/start/node' },
      { text: 'Gallery', link: '/methods/gallery' },
      { text: 'Reference', link: '/api/' },
      { text: `Version ${version}`, link: '/api/#versions' },
    ],
    sidebar: {
      '/api/': [{ text: 'Reference', items: manifests.map(({ name }) => ({ text: name, link: `/api/${name}` })) }],
      '/': chapters.map(({ text, pages }) => ({
        text,
        items: pages.map(([link, title]) => ({ text: title, link: `/${link}` })),
      })),
    },
    outline: { level: [2, 3] },
    search: { provider: 'local' },
  },
  buildEnd: ({ outDir }) =>
    cpSync(path.join(packages, 'xai-dashboard/dist/app'), path.join(outDir, 'dashboard'), { recursive: true }),
});

import type {StorybookConfig} from '@storybook/web-components-vite';

const config: StorybookConfig = {
  stories: ['../stories/site/*.mdx', '../stories/**/*.stories.ts'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y'],
  framework: {
    name: '@storybook/web-components-vite',
    // Storybook would otherwise take the root's configuration, which builds the demo.
    options: {builder: {viteConfigPath: '.storybook/vite.config.ts'}},
  },
  core: {disableTelemetry: true, disableWhatsNewNotifications: true},
  staticDirs: [
    {from: '../node_modules/msw/lib/mockServiceWorker.js', to: '/mockServiceWorker.js'},
    // Pictures of the documents.
    {from: '../stories/images', to: '/images'},
    {from: '../stories/docs/llms.txt', to: '/llms.txt'},
  ],
};

export default config;

import {setCustomElementsManifest, type Preview} from '@storybook/web-components-vite';
import {setupWorker} from 'msw/browser';
import {mswLoader} from 'msw-storybook-addon/csf3';
import manifest from '../dist/custom-elements.json';

setCustomElementsManifest(manifest);

const preview: Preview = {
  tags: ['autodocs'],
  parameters: {a11y: {test: 'error'}, layout: 'fullscreen'},
  initialGlobals: {theme: 'light', direction: 'ltr', locale: 'en'},
  globalTypes: {
    theme: {toolbar: {title: 'Theme', icon: 'mirror', items: ['light', 'dark'], dynamicTitle: true}},
    direction: {toolbar: {title: 'Direction', icon: 'transfer', items: ['ltr', 'rtl'], dynamicTitle: true}},
    locale: {toolbar: {title: 'Locale', icon: 'globe', items: ['en', 'de', 'es', 'ar'], dynamicTitle: true}},
  },
  loaders: [
    mswLoader(async () => {
      const worker = setupWorker();
      await worker.start({
        quiet: true,
        onUnhandledRequest: 'bypass',
        serviceWorker: {url: './mockServiceWorker.js'},
      });
      return worker;
    }),
  ],
  decorators: [
    (story, {globals}) => {
      const root = document.documentElement;
      root.dataset['theme'] = String(globals['theme']);
      // Axe takes a page without a background for white: name the one the browser paints.
      Object.assign(root.style, {colorScheme: String(globals['theme']), background: 'Canvas', color: 'CanvasText'});
      root.dir = String(globals['direction']);
      root.lang = String(globals['locale']);
      return story();
    },
  ],
};

export default preview;

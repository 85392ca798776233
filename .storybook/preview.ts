import {setCustomElementsManifest, type Preview} from '@storybook/web-components-vite';
import {setupWorker} from 'msw/browser';
import {mswLoader} from 'msw-storybook-addon/csf3';
import manifest from '../dist/custom-elements.json';
import {directionOf} from '../src/i18n/languages.js';
import {LANGUAGES, nameOfLanguage} from '../stories/support/languages.js';
import {applyTheme, THEME_NAMES} from '../stories/support/themes.js';
import {statesOf} from '../stories/support/manifest.js';
import {PSEUDO, registerPseudo} from '../stories/support/pseudo-language.js';

setCustomElementsManifest(manifest);

const preview: Preview = {
  tags: ['autodocs'],
  parameters: {
    a11y: {test: 'error'},
    layout: 'fullscreen',
    options: {storySort: {order: ['Start', ['What it is'], 'Guides', 'Inbox', 'Hosts', '*', 'Reference']}},
  },
  argTypesEnhancers: [
    // Storybook's own table of an element leaves its states out.
    ({argTypes, component}) => ({
      ...argTypes,
      ...Object.fromEntries(
        statesOf(component).map(({name, description = ''}) => [
          `state ${name}`,
          {name: `:state(${name})`, description, table: {category: 'states'}, control: false},
        ]),
      ),
    }),
  ],
  initialGlobals: {theme: 'light', look: 'default', density: 'comfortable', direction: 'auto', locale: 'en'},
  globalTypes: {
    theme: {toolbar: {title: 'Theme', icon: 'mirror', items: ['light', 'dark'], dynamicTitle: true}},
    look: {toolbar: {title: 'Look', icon: 'paintbrush', items: [...THEME_NAMES], dynamicTitle: true}},
    density: {toolbar: {title: 'Density', icon: 'component', items: ['comfortable', 'compact'], dynamicTitle: true}},
    direction: {toolbar: {title: 'Direction', icon: 'transfer', items: ['auto', 'ltr', 'rtl'], dynamicTitle: true}},
    locale: {
      toolbar: {
        title: 'Language',
        icon: 'globe',
        items: [
          ...LANGUAGES.map((value) => ({value, title: nameOfLanguage(value)})),
          {value: PSEUDO, title: '⟦Pséüdö⟧: shows what cannot be translated'},
        ],
        dynamicTitle: true,
      },
    },
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
      applyTheme(String(globals['look']), globals['density'] === 'compact');
      const [locale, direction] = [String(globals['locale']), String(globals['direction'])];
      if (locale === PSEUDO) registerPseudo();
      root.dir = direction === 'auto' ? directionOf(locale) : direction;
      root.lang = locale;
      return story();
    },
  ],
};

export default preview;

export interface Host {
  /** Its folder in `test/consumers`. */
  readonly folder: string;
  /** What its reply field says: `Write from NAME`. */
  readonly name: string;
  /** Under which it stands in the table. */
  readonly title: string;
  /** The folder with what was built, for those whose pages any server of files can serve. */
  readonly served?: string;
  /** Whether the tag is in what its own server sends (`npm start`). */
  readonly isDrawnOnServer?: boolean;
  /** Whether its own tests are its suite (`npm test`), where no browser is. */
  readonly isTestRunner?: boolean;
}

/** Those that install quickly before those that do not. */
export const HOSTS: readonly Host[] = [
  {folder: 'react', name: 'React', title: 'React 19'},
  {folder: 'react-18', name: 'React 18', title: 'React 18'},
  {folder: 'vue', name: 'Vue', title: 'Vue 3, vue-tsc'},
  {folder: 'svelte', name: 'Svelte', title: 'Svelte 5, svelte-check'},
  {folder: 'solid', name: 'Solid', title: 'Solid'},
  {folder: 'preact', name: 'Preact', title: 'Preact'},
  {folder: 'typescript', name: 'TypeScript', title: 'TypeScript: bundler, node16'},
  {folder: 'webpack', name: 'webpack', title: 'webpack 5'},
  {folder: 'vitest', name: 'Vitest', title: 'Vitest with jsdom, happy-dom', isTestRunner: true},
  {folder: 'vue-server', name: 'Vue on a server', title: 'Vue 3 on a server (Vite)', isDrawnOnServer: true},
  {folder: 'next', name: 'Next', title: 'Next (App Router)', isDrawnOnServer: true},
  {folder: 'angular', name: 'Angular', title: 'Angular 20.3', served: 'dist/browser'},
  {folder: 'nuxt', name: 'Nuxt', title: 'Nuxt', isDrawnOnServer: true},
];

/** Those whose suite is a part of the end-to-end tests too: quick to install, and most asked for. */
export const IN_END_TO_END: readonly Host[] = HOSTS.filter(({folder}) => ['react', 'react-18', 'vue'].includes(folder));

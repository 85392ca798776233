export default defineNuxtConfig({
  compatibilityDate: '2026-01-01',
  telemetry: false,
  // Nuxt's own timer of an hour would count as left behind.
  experimental: {checkOutdatedBuildInterval: false},
  app: {head: {title: 'Parlor in Nuxt', htmlAttrs: {lang: 'en'}, link: [{rel: 'icon', href: 'data:,'}]}},
  vue: {compilerOptions: {isCustomElement: (tag: string) => tag.startsWith('parlor-')}},
});

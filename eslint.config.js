import js from '@eslint/js';
import {defineConfig, globalIgnores} from 'eslint/config';
import {configs as lit} from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import {configs as wc} from 'eslint-plugin-wc';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import {FRAMEWORK_FREE, importFloors, vendors} from './scripts/import-floors.js';

const htmlFromText = [
  {
    selector: 'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe)$/]',
    message: 'Message text is text: never parse it as HTML.',
  },
  {
    selector: "MemberExpression[object.name='document'][property.name=/^writeln?$/]",
    message: 'Message text is text: never parse it as HTML.',
  },
];

const names = vendors.join('|');
const capitalised = vendors.map((name) => `${name[0]?.toUpperCase()}${name.slice(1)}`).join('|');
const vendorNames = vendors.length
  ? [
      `Identifier[name=/^(${names})(?![a-z])|(${capitalised})(?![a-z])/]`,
      `Literal[value=/\\b(${names})\\b/i]`,
      `TemplateElement[value.raw=/\\b(${names})\\b/i]`,
    ].map((selector) => ({selector, message: 'Only src/providers names a vendor.'}))
  : [];

export default defineConfig(
  globalIgnores([
    'dist',
    'storybook-static',
    'coverage',
    'test-results',
    'test/consumers',
    'test/bench/{dist,page,peers}',
  ]),
  {
    // Rules are changed here or not at all.
    linterOptions: {noInlineConfig: true},
    languageOptions: {
      globals: {...globals.browser},
      parserOptions: {projectService: true, tsconfigRootDir: import.meta.dirname},
    },
    settings: {wc: {elementBaseClasses: ['LitElement']}, litHtmlSources: true},
  },
  js.configs.recommended,
  tseslint.configs.recommendedTypeChecked,
  lit['flat/recommended'],
  wc['flat/recommended'],
  litA11y.configs['recommended-flat'] ?? {plugins: {'lit-a11y': litA11y}, rules: litA11y.configs.recommended.rules},
  {
    rules: {
      eqeqeq: ['error', 'always', {null: 'ignore'}],
      'no-eval': 'error',
      'no-restricted-imports': [
        'error',
        {patterns: [{regex: 'unsafe-(html|svg|mathml)', message: 'Text nodes only.'}]},
      ],
      'no-restricted-syntax': ['error', ...htmlFromText],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', {considerDefaultExhaustiveForUnions: true}],
      // An async function without await still turns what it throws into a rejection.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['src/**/*.ts'],
    plugins: {parlor: {rules: {'import-floors': importFloors}}},
    rules: {'parlor/import-floors': 'error'},
  },
  {
    // Frameworks are told of tags by adding to namespaces and interfaces of theirs.
    files: ['src/frameworks/**/*.ts'],
    rules: {
      '@typescript-eslint/no-namespace': ['error', {allowDeclarations: true}],
      '@typescript-eslint/no-empty-object-type': ['error', {allowInterfaces: 'with-single-extends'}],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/providers/**'],
    rules: {'no-restricted-syntax': ['error', ...htmlFromText, ...vendorNames]},
  },
  {
    files: FRAMEWORK_FREE.map((floor) => `src/${floor}/**/*.ts`),
    ignores: ['src/store/storage/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['document', 'window', 'HTMLElement', 'customElements', 'navigator', 'localStorage', 'sessionStorage'].map(
          (name) => ({name, message: 'This floor runs where there is no page.'}),
        ),
      ],
    },
  },
  {
    // Lit calls listeners with the element as `this`.
    files: ['src/components/**/*.ts', 'stories/**/*.ts'],
    rules: {'@typescript-eslint/unbound-method': 'off'},
  },
  {
    // `expect(x).to.be.true` is a statement, and tests define elements where they use them.
    files: ['test/**/*.ts'],
    languageOptions: {globals: {...globals.mocha}},
    rules: {
      '@typescript-eslint/no-unused-expressions': 'off',
      // The types of the DOM differ say that chai's `equal` answers a promise. It does not.
      '@typescript-eslint/no-floating-promises': ['error', {allowForKnownSafeCalls: ['Equal']}],
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {globals: {...globals.node}},
  },
);

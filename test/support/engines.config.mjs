import {defaultReporter} from '@web/test-runner';
import {countReporter} from './count-reporter.mjs';
import {ENGINES} from './engines.mjs';
import base from './web-test-runner.config.mjs';

const name = process.env.ENGINE;
const {launcher, driver} = ENGINES[name];
/** What stands on the engine itself: drawing, scrolling, the focus, keys, fields, dialogs and storage. */
const FILES = [
  'test/virtual/*.test.ts',
  ...[
    'command-palette',
    'contact-panel',
    'conversation-actions-inbox',
    'conversation-list',
    'conversation-list-states',
    'custom-states',
    'decide-scroll',
    'dialogs',
    'inbox',
    'launcher',
    'low-places',
    'media-viewer',
    'message-bubble',
    'message-media',
    'message-menu',
    'message-thread',
    'message-thread-place',
    'message-thread-window',
    'reply-box',
    'reply-keys',
    'reply-media',
    'reply-panels',
    'row-actions',
    'rows-in-sight',
    'saved-replies',
    'slots',
    'small-elements',
    'start-conversation',
    'sticky-day',
    'thread-returns',
    'thread-search',
  ].map((name) => `test/components/${name}.test.ts`),
  'test/store/storage/*.test.ts',
];

/** Why tests were left out, and how many for each reason. */
const leftOut = {};

export default {
  ...base,
  files: FILES,
  concurrency: 1,
  coverage: false,
  testFramework: {config: {timeout: '60000'}},
  plugins: [
    ...base.plugins,
    {
      name: 'left-out',
      executeCommand({command, payload}) {
        if (command !== 'left-out') return undefined;
        leftOut[payload.reason] = (leftOut[payload.reason] ?? 0) + 1;
        return true;
      },
    },
  ],
  browsers: [launcher()],
  testRunnerHtml: (framework) =>
    `<!DOCTYPE html><html><head><script>globalThis.engineUnderTest = ${JSON.stringify({name, ...driver})}</script></head>
    <body><script type="module" src="${framework}"></script></body></html>`,
  reporters: [
    defaultReporter({reportTestProgress: false}),
    countReporter({file: new URL(`../../test-results/${name}.json`, import.meta.url), more: {leftOut}}),
  ],
};

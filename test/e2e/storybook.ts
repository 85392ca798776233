import {existsSync, readFileSync} from 'node:fs';

export interface StoryEntry {
  readonly id: string;
  readonly type: 'story' | 'docs';
  readonly title: string;
  readonly name: string;
}

interface StoryOutcome {
  readonly event: string;
  readonly details: string;
  readonly violations: readonly string[];
}

/** What Storybook says of a story that ended; of the events only what is read here. */
interface StoryEvent {
  readonly status?: string;
  readonly message?: string;
  readonly description?: string;
  readonly reporters?: readonly {
    readonly type: string;
    readonly status: string;
    readonly result?: {
      readonly violations?: readonly {
        readonly id: string;
        readonly help: string;
        readonly nodes: readonly {readonly target: readonly unknown[]}[];
      }[];
    };
  }[];
}

declare global {
  interface Window {
    __STORYBOOK_ADDONS_CHANNEL__?: {on: (event: string, listener: (payload: StoryEvent) => void) => void};
    storyOutcome?: Promise<StoryOutcome>;
  }
}

const index = new URL('../../storybook-static/index.json', import.meta.url);
const entries = existsSync(index)
  ? Object.values((JSON.parse(readFileSync(index, 'utf8')) as {entries: Record<string, StoryEntry>}).entries)
  : [];

/** Every story, once Storybook is built. */
export const stories = entries.filter(({type}) => type === 'story');
/** Every page of words: the guides, and what is made of the manifest. */
export const pages = entries.filter(({type}) => type === 'docs');

/** Runs in the page, before Storybook: the story's end becomes a promise. */
export function watchStory(): void {
  window.storyOutcome = new Promise((resolve) => {
    const watch = setInterval(() => {
      const channel = window.__STORYBOOK_ADDONS_CHANNEL__;
      if (!channel) return;
      clearInterval(watch);
      for (const event of ['storyThrewException', 'playFunctionThrewException', 'storyErrored', 'storyMissing']) {
        channel.on(event, (payload) => {
          const details = payload.message ?? payload.description ?? JSON.stringify(payload);
          resolve({event, details, violations: []});
        });
      }
      channel.on('storyFinished', ({status = '', reporters = []}) => {
        const violations = reporters
          .filter((report) => report.status === 'failed')
          .flatMap(({type, result}) => result?.violations ?? [{id: type, help: 'failed', nodes: []}])
          .map(({id, help, nodes}) => `${id}: ${help} (${nodes.map((node) => node.target.join(' ')).join(', ')})`);
        resolve({event: 'storyFinished', details: status, violations});
      });
    }, 5);
  });
}

import type {LitElement} from 'lit';
import type {PartialStrings} from '../../i18n/catalogue.js';
import {english} from '../../i18n/english.js';

/** What is looked at of an inbox. */
export interface CheckedInbox extends LitElement {
  readonly strings?: PartialStrings | undefined;
  readonly adapterOptions?: Readonly<Record<string, unknown>> | undefined;
  readonly media: string;
  readonly sendKey?: string | undefined;
}

/** A fault of a page, for its console: what is wrong, why that matters, and what to do. */
export interface PageFault {
  /** The same for the same fault, so that it is told once. */
  readonly code: string;
  readonly words: string;
}

/** What a property may be that is written as an attribute. */
const CHOICES: readonly (readonly [name: 'media' | 'sendKey', attribute: string, values: readonly string[]])[] = [
  ['media', 'media', ['always', 'ask', 'never']],
  ['sendKey', 'send-key', ['auto', 'enter', 'modifier-enter']],
];

const GLOBAL_ATTRIBUTE =
  /^(?:aria-|data-|on|:|@|\?|\.)|^(?:class|dir|exportparts|hidden|id|inert|is|lang|part|popover|role|slot|style|tabindex|title|translate|theme|nonce)$/;

const SECRET = /(?:api|access|secret)[-_]?key|secret|password|(?:^|[-_a-z])token$/i;

/** All that is wrong with how a page uses an inbox, as far as it shows. */
export function pageFaults(host: CheckedInbox, hasSource: boolean): readonly PageFault[] {
  return [
    ...sourceFaults(hasSource),
    ...choiceFaults(host),
    ...attributeFaults(host),
    ...stringFaults(host),
    ...keyFaults(host),
  ];
}

function* sourceFaults(hasSource: boolean): Generator<PageFault> {
  if (hasSource) return;
  yield {
    code: 'no-source',
    words:
      'it was given no adapter and no provider, and shows nothing. Set the property `adapter`, or the attributes ' +
      '`provider` and `gateway` or `base-url`. Where React rendered the page on a server, properties get lost: use `componentFor`.',
  };
}

function* choiceFaults(host: CheckedInbox): Generator<PageFault> {
  for (const [name, attribute, values] of CHOICES) {
    const value = host[name];
    if (value === undefined || values.includes(value)) continue;
    yield {
      code: `unknown-value-${attribute}`,
      words: `\`${attribute}\` is "${value}", which it does not know, and works as if it were not set. Use ${values.map((each) => `"${each}"`).join(', ')}.`,
    };
  }
}

/** `baseUrl`, `base_url` and `storagekey` look as if they were set. */
function* attributeFaults(host: CheckedInbox): Generator<PageFault> {
  const known: readonly string[] = (host.constructor as typeof LitElement).observedAttributes;
  const plain = (name: string): string => name.replace(/[-_]/g, '').toLowerCase();
  for (const name of host.getAttributeNames()) {
    if (known.includes(name) || GLOBAL_ATTRIBUTE.test(name)) continue;
    const meant = known.find((each) => plain(each) === plain(name));
    if (!meant) continue;
    yield {code: `unknown-attribute-${name}`, words: `it has no attribute \`${name}\`. Write \`${meant}\`.`};
  }
}

function* stringFaults({strings = {}}: CheckedInbox): Generator<PageFault> {
  const unknown = Object.keys(strings).filter((key) => !Object.hasOwn(english, key));
  if (unknown.length === 0) return;
  yield {
    code: `unknown-strings-${unknown.join('-')}`,
    words: `\`strings\` has ${unknown.map((key) => `\`${key}\``).join(', ')}, which nothing shows. The type \`ParlorStrings\` lists all there are.`,
  };
}

function* keyFaults({adapterOptions = {}}: CheckedInbox): Generator<PageFault> {
  const name = Object.keys(adapterOptions).find((key) => SECRET.test(key));
  if (name === undefined) return;
  yield {
    code: 'key-in-page',
    words:
      `\`adapter-options\` has \`${name}\`: whoever opens the page can read it. A provider's key belongs on a server; ` +
      'use the gateway, and `gateway` in place of it.',
  };
}

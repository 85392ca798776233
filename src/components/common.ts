import {html, nothing, type TemplateResult} from 'lit';
import type {Localizer} from '../i18n/localizer.js';
import type {ConversationError} from '../model/conversation-error.js';
import type {OwnEndpoint} from '../model/participant.js';
import {displayText} from '../model/display-text.js';
import {shownAddress} from '../model/shown-name.js';

/** The names whose value is true, for a `class` attribute. */
export const classNames = (classes: Readonly<Record<string, boolean>>): string =>
  Object.keys(classes)
    .filter((name) => classes[name])
    .join(' ');

/** Whoever uses this device wants nothing to move by itself. */
export const wantsStill = (): boolean => globalThis.matchMedia?.('(prefers-reduced-motion: reduce)').matches ?? false;

/** Whether the name or the address of a picture says that it moves. */
export const isAnimation = (name: string): boolean =>
  /\.(?:gif|apng)(?:[?#]|$)|^(?:data:)?image\/(?:gif|apng)/i.test(name);

/** The converter of a switch that is on unless its attribute says `false`. */
export const onUnlessFalse = {fromAttribute: (text: string | null): boolean => text !== 'false'};

/** One of our own numbers that can be named in a request. */
export type ChoosableEndpoint = OwnEndpoint & {readonly id: string};

export const choosable = (endpoints: readonly OwnEndpoint[] | null | undefined): readonly ChoosableEndpoint[] =>
  (endpoints ?? []).filter((endpoint): endpoint is ChoosableEndpoint => !!endpoint.id);

/** How one of our own numbers is called: its label, its number, or both. */
export function endpointLabel({label, address, id}: OwnEndpoint): string {
  const number = shownAddress(address);
  const name = label && displayText(label);
  if (name && number && label !== address && name !== number) return `${name} · ${number}`;
  return name || number || id || '';
}

export interface ErrorNoticeOptions {
  readonly error: ConversationError;
  readonly localizer: Localizer;
  /** What it means for what the user was doing; the error's own words follow. */
  readonly title?: string;
  /** The title when nobody knows whether it was done all the same. */
  readonly doubtfulTitle?: string;
  readonly buttons?: TemplateResult;
}

/** What went wrong, what to do next, and the provider's own words. */
export function errorNotice(options: ErrorNoticeOptions): TemplateResult {
  const {error, localizer, title, doubtfulTitle, buttons} = options;
  const isDoubtful = error.outcomeUnknown && doubtfulTitle !== undefined;
  const shownTitle = isDoubtful ? doubtfulTitle : title;
  // Without words of the provider's own, an error's message is only the name of its kind.
  const detail = error.message === error.kind ? undefined : displayText(error.message);
  return html`
    <div part="error" class=${isDoubtful ? 'notice doubtful' : 'notice'}>
      ${shownTitle ? html`<p class="notice-title">${shownTitle}</p>` : nothing}
      <p>${isDoubtful ? localizer.strings.errors[error.kind] : localizer.error(error)}</p>
      ${detail ? html`<p class="notice-detail"><bdi>${detail}</bdi></p>` : nothing}
      ${buttons ? html`<div class="notice-buttons">${buttons}</div>` : nothing}
    </div>
  `;
}

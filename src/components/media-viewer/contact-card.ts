import {html, nothing, type LitElement, type TemplateResult} from 'lit';
import type {Localizer} from '../../i18n/localizer.js';
import type {MediaViewerWords} from '../../i18n/words/media-viewer.js';
import {displayLabel} from '../../model/display-text.js';
import {isLocalAddress} from '../../model/local-address.js';
import {parseContactCards, type ContactCard, type ContactCards} from '../../model/vcard.js';

/** Phones put pictures into their cards; what is larger than that is something else. In bytes. */
const LARGEST = 1_000_000;

/** A contact card that somebody asked to see: read once, as data, and shown as text. */
export class CardReader {
  readonly #host: LitElement;
  #reading: AbortController | undefined;
  #result: ContactCards | 'loading' | 'failed' | undefined;

  constructor(host: LitElement) {
    this.#host = host;
  }

  /** @param url `https:` or `http:`; without one the card cannot be read */
  async read(url: string | undefined): Promise<void> {
    this.stop();
    const reading = (this.#reading = new AbortController());
    this.#set('loading');
    const text = url === undefined ? undefined : await textAt(url, reading.signal).catch(() => undefined);
    if (reading.signal.aborted) return;
    this.#set(text === undefined ? 'failed' : parseContactCards(text));
  }

  stop(): void {
    this.#reading?.abort();
    this.#result = undefined;
  }

  render({strings}: Localizer<MediaViewerWords>): TemplateResult {
    const result = this.#result;
    if (result === undefined || result === 'loading') return html`<p role="status">${strings.contactLoading}</p>`;
    if (result === 'failed') return html`<p role="alert">${strings.contactFailed}</p>`;
    if (result.cards.length === 0) return html`<p role="status">${strings.contactEmpty}</p>`;
    return html`
      ${result.cards.map((card) => cardView(card, strings))}
      ${result.isCut ? html`<p class="more">${strings.cardMore}</p>` : nothing}
    `;
  }

  #set(result: ContactCards | 'loading' | 'failed'): void {
    this.#result = result;
    this.#host.requestUpdate();
  }
}

function cardView(
  {name, organisation, title, phones, emails}: ContactCard,
  {cardPhones, cardEmails}: Localizer<MediaViewerWords>['strings'],
): TemplateResult {
  const about = [title, organisation].filter((part) => part !== undefined).map((part) => displayLabel(part));
  const list = (label: string, values: readonly string[], dir: 'ltr' | 'auto') =>
    values.length === 0
      ? nothing
      : html`<div>
          <dt>${label}</dt>
          ${values.map((value) => html`<dd><bdi dir=${dir}>${displayLabel(value)}</bdi></dd>`)}
        </div>`;
  return html`
    <section part="card">
      ${name ? html`<h3><bdi>${displayLabel(name)}</bdi></h3>` : nothing}
      ${about.length > 0 ? html`<p dir="auto">${about.join(' · ')}</p>` : nothing}
      <dl>${list(cardPhones, phones, 'ltr')} ${list(cardEmails, emails, 'ltr')}</dl>
    </section>
  `;
}

/** The text at an address, without telling who asks. A message must not have this device ask anything of its own network. */
async function textAt(url: string, signal: AbortSignal): Promise<string | undefined> {
  if (isLocalAddress(url) && new URL(url).origin !== location.origin) return undefined;
  const response = await fetch(url, {signal, credentials: 'omit', referrerPolicy: 'no-referrer'});
  if (!response.ok || !response.body) return undefined;
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.byteLength;
    if (size > LARGEST) {
      await reader.cancel();
      return undefined;
    }
    text += decoder.decode(part.value, {stream: true});
  }
  return text + decoder.decode();
}

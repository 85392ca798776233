import {isServer as isNode, type LitElement} from 'lit';
import {Localizer} from '../i18n/localizer.js';

/** Whether there is no page. Lit takes whatever Node runs for a server, also tests over a DOM such as jsdom's. */
export const isServer = isNode && globalThis.document?.documentElement === undefined;

/**
 * Whether an element draws as a server does, which knows neither the page around it nor its reader: there, and in the page
 * for the first update of an element whose shadow root a server drew. Lit takes over what is there without looking at it,
 * and throws where other elements would be drawn; the next update, which is asked for here, draws what is so in this page.
 * To be called where the element is constructed.
 */
export function serverDrawing(host: LitElement): () => boolean {
  if (isServer) {
    // Without one, what elements in it ask for does not reach its host.
    if (!host.shadowRoot) host.attachShadow({mode: 'open'});
    return () => true;
  }
  if (!host.shadowRoot) return () => false;
  host.addController({
    hostUpdated() {
      if (!host.hasUpdated) queueMicrotask(() => host.requestUpdate());
    },
  });
  return () => !host.hasUpdated;
}

/** Ends what stands for a server's words in the page. It is never seen: Lit writes none of them. */
const MARK = '\u200B';

let words: Localizer | undefined;

/**
 * English, and UTC: a server does not know who reads the page. In the page each of these texts differs from any other, so
 * that the next update writes the reader's own over all of them: at which hour of which day the server drew is not known.
 */
export const serverWords = (): Localizer =>
  (words ??= new Localizer({locale: 'en', timeZone: 'UTC'}, undefined, isServer ? '' : MARK));

import {html, LitElement, nothing, type TemplateResult} from 'lit';
import {property} from 'lit/decorators.js';
import {FollowedStore} from '../../controllers/followed-store.js';
import {LocalizeController} from '../../controllers/localize-controller.js';
import {unreadWords} from '../../i18n/words/unread.js';
import type {UnreadCount} from '../../store/inbox-state.js';
import type {InboxStore} from '../../store/inbox-store.js';
import {baseStyles} from '../../styles/base.styles.js';
import {countWords, shortCount} from './count-words.js';
import {countBadge, unreadCountStyles} from './unread-count.styles.js';

/**
 * How many conversations are unread, for the page's own menu. Draws nothing while none is known to be, and a plus where
 * there may be more: not all conversations are loaded, or the provider does not tell what is unread.
 *
 * Works inside `<parlor-inbox-context>`, beside an inbox that `for` names, with a `store`, and alone with a number.
 *
 * @tag parlor-unread-count
 * @since 0.1.0
 * @status experimental
 *
 * @csspart base - The badge.
 *
 * @cssprop [--parlor-unread-count-background=var(--parlor-color-danger)] - Behind the number.
 * @cssprop [--parlor-unread-count-color=var(--parlor-color-surface)] - Of the number.
 */
export class ParlorUnreadCount extends LitElement {
  static override styles = [...baseStyles, countBadge, unreadCountStyles];

  /** The id of the `<parlor-inbox>`, `<parlor-inbox-context>` or `<parlor-launcher>` whose conversations count. */
  @property() for: string | undefined;
  /** The store whose conversations count, in place of `for`. */
  @property({attribute: false}) store: InboxStore | undefined;
  /** What to show where there is no inbox. */
  @property({attribute: false}) unreadCount: UnreadCount | undefined;
  /** The largest number that is written out. */
  @property({type: Number}) max = 99;

  readonly #localize = new LocalizeController(this, unreadWords);
  readonly #inbox = new FollowedStore(this, (store) => store.subscribe(() => this.#draw(store)));
  #drawn: UnreadCount | undefined;

  override render(): TemplateResult | typeof nothing {
    const known = this.#inbox.store?.unreadCount ?? this.unreadCount;
    this.#drawn = known;
    if (!known || known.count === 0) return nothing;
    const localizer = this.#localize.value;
    return html`
      <span part="base" class="count" aria-hidden="true">${shortCount(known, this.max, localizer)}</span>
      <span class="visually-hidden">${countWords(known, localizer)}</span>
    `;
  }

  /** A store tells of much else. */
  #draw({unreadCount}: InboxStore): void {
    if (unreadCount !== this.#drawn) this.requestUpdate();
  }
}

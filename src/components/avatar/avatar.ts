import {html, LitElement, type PropertyValues, type TemplateResult} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {InheritedValue, mediaContext} from '../../controllers/contexts.js';
import {serverDrawing} from '../../controllers/server-drawing.js';
import type {MediaMode} from '../../model/media-mode.js';
import {baseStyles} from '../../styles/base.styles.js';
import {avatarPicture, colourAvatar} from './avatar-view.js';
import {avatarStyles, discStyles} from './avatar.styles.js';

/**
 * A round picture of a contact, or initials on a colour of their own. Decoration: the name is written beside it, so
 * it is hidden from assistive technology.
 *
 * @tag parlor-avatar
 * @since 0.1.0
 * @status stable
 * @csspart base - The disc.
 * @csspart image - The picture.
 * @cssprop [--parlor-avatar-size=40px] - Width and height.
 */
export class ParlorAvatar extends LitElement {
  static override styles = [...baseStyles, discStyles, avatarStyles];

  /** Whose picture it is: gives the initials and the colour. */
  @property() name = '';

  /** Address of a picture. Anything but a web address is left out. */
  @property() src: string | undefined;

  /** One contact, or a group. */
  @property() kind: 'direct' | 'group' = 'direct';

  @state() private brokenSrc?: string;

  @query('.avatar') private readonly disc!: HTMLElement | null;

  readonly #isAsServer = serverDrawing(this);
  readonly #media = new InheritedValue<MediaMode | undefined>(this, mediaContext);

  override connectedCallback(): void {
    super.connectedCallback();
    globalThis.addEventListener('online', this.#tryAgain);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    globalThis.removeEventListener('online', this.#tryAgain);
  }

  /** What could not be loaded may have failed with the connection. */
  readonly #tryAgain = (): void => {
    this.brokenSrc = undefined;
  };

  override render(): TemplateResult {
    const picture = avatarPicture(
      this,
      {brokenSrc: this.brokenSrc, media: this.#media.value, isStill: this.#isAsServer()},
      (src) => (this.brokenSrc = src),
    );
    return html`<span part="base" class="avatar" aria-hidden="true">${picture}</span>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('name')) colourAvatar(this.disc, this.name);
  }
}

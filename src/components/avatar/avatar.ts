import {html, LitElement, type PropertyValues, type TemplateResult} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {initialsOf} from '../../model/initials.js';
import {safeUrl} from '../../model/safe-url.js';
import {baseStyles} from '../../styles/base.styles.js';
import {groupIcon, personIcon} from '../icons.js';
import {avatarStyles} from './avatar.styles.js';

/** The same name has the same hue everywhere, so that a contact is found again at a glance. */
function hueOf(name: string): number {
  let hash = 0;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 3600;
  return hash % 360;
}

/**
 * A round picture of a contact, or initials on a colour of their own. Decoration: the name is written beside it, so
 * it is hidden from assistive technology.
 *
 * @tag parlor-avatar
 * @csspart base - The disc.
 * @csspart image - The picture.
 * @cssprop [--parlor-avatar-size=40px] - Width and height.
 */
export class ParlorAvatar extends LitElement {
  static override styles = [...baseStyles, avatarStyles];

  @property() name = '';

  /** Address of a picture. Anything but a web address is left out. */
  @property() src?: string;

  @property() kind: 'direct' | 'group' = 'direct';

  @state() private isBroken = false;

  @query('[part=base]') private readonly base!: HTMLElement | null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('src')) this.isBroken = false;
  }

  override render(): TemplateResult {
    return html`<span part="base" aria-hidden="true">${this.renderPicture()}</span>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('name')) return;
    // Not as an attribute, not even by styleMap, whose first value is one: a strict policy forbids it.
    this.base?.style.setProperty('--_hue', this.name ? String(hueOf(this.name)) : null);
    this.base?.style.setProperty('--_chroma', this.name ? '1' : null);
  }

  private renderPicture(): TemplateResult {
    const url = this.src && !this.isBroken ? safeUrl(this.src, 'image') : undefined;
    if (url) {
      return html`<img
        part="image"
        src=${url}
        alt=""
        loading="lazy"
        decoding="async"
        referrerpolicy="no-referrer"
        @error=${this.onError}
      />`;
    }
    const initials = this.kind === 'direct' ? initialsOf(this.name) : undefined;
    if (initials) return html`<span class="initials">${initials}</span>`;
    return html`${this.kind === 'group' ? groupIcon : personIcon}`;
  }

  private onError(): void {
    this.isBroken = true;
  }
}

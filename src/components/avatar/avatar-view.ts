import {html, type TemplateResult} from 'lit';
import {initialsOf} from '../../model/initials.js';
import {mayLoadUnasked} from '../../model/local-address.js';
import type {MediaMode} from '../../model/media-mode.js';
import {safeUrl} from '../../model/safe-url.js';
import {isAnimation, wantsStill} from '../common.js';
import {groupIcon, personIcon} from '../icons.js';

export interface AvatarFace {
  readonly name: string;
  /** Address of a picture. Anything but a web address is left out. */
  readonly src?: string;
  readonly kind: 'direct' | 'group';
}

/** What an avatar knows besides its face. */
export interface AvatarState {
  /** The address that could not be loaded, as `onBroken` told it. */
  readonly brokenSrc: string | undefined;
  /** Pictures of others load by themselves where it is `always`, or not said. */
  readonly media: MediaMode | undefined;
  /** Who asks for no movement is not known: nothing moves. */
  readonly isStill: boolean;
}

/** What the disc of an avatar holds: a picture, initials or a drawing. */
export function avatarPicture(
  {name, src, kind}: AvatarFace,
  {brokenSrc, media = 'always', isStill}: AvatarState,
  onBroken: (src: string) => void,
): TemplateResult | string {
  const url = src && src !== brokenSrc && media === 'always' && safeUrl(src, 'image');
  if (url && mayLoadUnasked(url) && !(isAnimation(url) && (isStill || wantsStill()))) {
    return html`<img
      part="image"
      src=${url}
      alt=""
      loading="lazy"
      decoding="async"
      referrerpolicy="no-referrer"
      @error=${() => onBroken(src)}
    />`;
  }
  if (kind === 'group') return groupIcon;
  return initialsOf(name) ?? personIcon;
}

/**
 * Gives a disc its colour. Not as an attribute, not even by styleMap, whose first value is one: a strict policy forbids
 * it.
 */
export function colourAvatar(disc: HTMLElement | null, name: string): void {
  const hue = name ? String(hueOf(name)) : '';
  if (!disc || disc.style.getPropertyValue('--_hue') === hue) return;
  disc.style.setProperty('--_hue', hue);
  disc.style.setProperty('--_chroma', hue && '1');
}

/** The same name has the same hue everywhere, so that a contact is found again at a glance. */
function hueOf(name: string): number {
  let hash = 0;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 3600;
  return hash % 360;
}

import {css} from 'lit';

export const avatarStyles = css`
  :host {
    display: inline-block;
    flex: none;
    inline-size: var(--parlor-avatar-size, 40px);
    block-size: var(--parlor-avatar-size, 40px);
  }

  .avatar {
    inline-size: 100%;
    block-size: 100%;
  }
`;

/** Only the hue changes with the name; lightness and chroma are fixed, so that the contrast is the same for everybody. */
export const discStyles = css`
  .avatar {
    --_chroma: 0.2;

    display: flex;
    align-items: center;
    justify-content: center;
    inline-size: var(--parlor-avatar-size, 40px);
    block-size: var(--parlor-avatar-size, 40px);
    overflow: hidden;
    border: 1px solid transparent;
    border-radius: var(--_radius-full);
    background: light-dark(
      oklch(0.92 calc(0.05 * var(--_chroma)) var(--_hue, 260)),
      oklch(0.34 calc(0.06 * var(--_chroma)) var(--_hue, 260))
    );
    color: light-dark(
      oklch(0.38 calc(0.1 * var(--_chroma)) var(--_hue, 260)),
      oklch(0.92 calc(0.05 * var(--_chroma)) var(--_hue, 260))
    );
    font-size: calc(0.4 * var(--parlor-avatar-size, 40px));
    font-weight: 600;
    line-height: 1;
    user-select: none;
  }

  .avatar img {
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }

  .avatar .svg-icon {
    inline-size: 55%;
    block-size: 55%;
  }

  @media (forced-colors: active) {
    .avatar {
      border-color: CanvasText;
    }
  }
`;

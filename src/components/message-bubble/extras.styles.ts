import {css} from 'lit';

/** Links, pictures and files. */
export const extrasStyles = css`
  .text a {
    color: inherit;
    text-decoration: underline;
    text-underline-offset: 2px;
    unicode-bidi: isolate;
  }

  .image {
    display: block;
    max-inline-size: min(100%, 320px);
    overflow: hidden;
    background: var(--_color-surface-hover);
    line-height: 0;
  }

  .image img {
    max-inline-size: 100%;
    max-block-size: 320px;
    min-inline-size: 64px;
    min-block-size: 44px;
    object-fit: cover;
  }

  .image.loading {
    inline-size: 240px;
    aspect-ratio: 4 / 3;
  }

  .image.loading img {
    inline-size: 100%;
    block-size: 100%;
    opacity: 0;
  }

  .file {
    display: flex;
    align-items: center;
    gap: var(--_space-2);
    min-block-size: 44px;
    text-decoration: none;
  }

  .file .svg-icon {
    flex: none;
  }

  .file-words {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .file-name {
    display: block;
  }

  a.file .file-name {
    text-decoration: underline;
    text-underline-offset: 2px;
  }

  .file-notice {
    display: block;
    font-size: var(--_font-size-small);
  }
`;

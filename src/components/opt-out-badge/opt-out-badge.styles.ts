import {css} from 'lit';

export const optOutBadgeStyles = css`
  :host {
    position: relative;
    display: inline-block;
    max-inline-size: 100%;
    font-size: var(--_font-size-small);
    font-weight: 500;
  }

  [part='base'] {
    display: inline-flex;
    align-items: center;
    gap: var(--_space-1);
    max-inline-size: 100%;
    padding-block: 1px;
    padding-inline: var(--_space-1) var(--_space-2);
    border: 1px solid transparent;
    border-radius: var(--_radius-full);
  }

  .certain {
    background: var(--_color-danger-surface);
    color: var(--_color-danger);
  }

  .probable {
    background: var(--_color-warning-surface);
    color: var(--_color-warning);
  }

  .svg-icon {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
  }

  @media (forced-colors: active) {
    [part='base'] {
      border-color: CanvasText;
    }
  }
`;

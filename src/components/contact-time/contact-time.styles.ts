import {css} from 'lit';

export const contactTimeStyles = css`
  :host {
    position: relative;
    display: block;
    font-size: var(--_font-size-small);
  }

  [part='base'] {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-1) var(--_space-2);
    padding-block: 2px;
    color: var(--_color-text-muted);
    overflow-wrap: anywhere;
  }

  .outside {
    padding: var(--_space-1) var(--_space-2);
    border: 1px solid transparent;
    border-radius: var(--_radius-s);
    background: var(--_color-warning-surface);
    color: var(--_color-warning);
  }

  .svg-icon {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
  }

  .words {
    flex: 1 1 12em;
  }

  strong {
    font-weight: 600;
  }

  @media (forced-colors: active) {
    .outside {
      border-color: CanvasText;
    }
  }
`;

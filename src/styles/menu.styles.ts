import {css} from 'lit';

/** The items of a menu. */
export const menuItems = css`
  .menu-item {
    flex: none;
    justify-content: flex-start;
    gap: var(--_space-3);
    min-block-size: 40px;
    border-color: transparent;
    border-radius: var(--_radius-s);
    background: none;
    font-weight: 400;
    text-align: start;
  }

  .menu-item .svg-icon {
    flex: none;
    color: var(--_color-text-muted);
  }

  .menu-item small {
    display: block;
    color: var(--_color-text-muted);
    font-size: var(--_font-size-small);
  }

  .menu-item:focus-visible {
    outline-offset: -2px;
  }

  .menu-item.dangerous,
  .menu-item.dangerous .svg-icon {
    color: var(--_color-danger);
  }

  @media (pointer: coarse) {
    .menu-item {
      min-block-size: 44px;
    }
  }

  @media (forced-colors: active) {
    .menu-item {
      border-color: transparent;
    }
  }
`;

import {css} from 'lit';

/**
 * The design tokens. A host page sets `--parlor-*` on any ancestor; what it leaves out has a light and a dark default
 * that follow `color-scheme`. Elements read only the private `--_*` names, so every default stands here once.
 */
export const tokens = css`
  :host {
    --_color-surface: var(--parlor-color-surface, light-dark(#ffffff, #15171c));
    --_color-surface-sunken: var(--parlor-color-surface-sunken, light-dark(#f6f7f9, #1b1e24));
    --_color-surface-hover: var(--parlor-color-surface-hover, light-dark(#eef0f4, #242830));
    --_color-surface-selected: var(--parlor-color-surface-selected, light-dark(#e5edff, #22304f));
    --_color-border: var(--parlor-color-border, light-dark(#e1e4ea, #2e333d));
    --_color-border-strong: var(--parlor-color-border-strong, light-dark(#828b9a, #6d7685));
    --_color-text: var(--parlor-color-text, light-dark(#1a1d24, #eceef2));
    --_color-text-muted: var(--parlor-color-text-muted, light-dark(#566070, #a6aebb));
    --_color-accent: var(--parlor-color-accent, light-dark(#2457d6, #93b2ff));
    --_color-on-accent: var(--parlor-color-on-accent, light-dark(#ffffff, #0c1a3d));
    --_color-danger: var(--parlor-color-danger, light-dark(#b3261e, #ffb4ab));
    --_color-danger-surface: var(--parlor-color-danger-surface, light-dark(#fdeceb, #3a1b19));
    --_color-warning: var(--parlor-color-warning, light-dark(#7a4a00, #f4c86c));
    --_color-warning-surface: var(--parlor-color-warning-surface, light-dark(#fff4dc, #33280f));

    --_bubble-inbound-background: var(--parlor-message-bubble-background-inbound, light-dark(#eef0f4, #262b34));
    --_bubble-inbound-text: var(--parlor-message-bubble-text-inbound, var(--_color-text));
    --_bubble-outbound-background: var(--parlor-message-bubble-background-outbound, light-dark(#2457d6, #2f56bf));
    --_bubble-outbound-text: var(--parlor-message-bubble-text-outbound, #ffffff);

    --_space-1: var(--parlor-space-1, 4px);
    --_space-2: var(--parlor-space-2, 8px);
    --_space-3: var(--parlor-space-3, 12px);
    --_space-4: var(--parlor-space-4, 16px);
    --_space-5: var(--parlor-space-5, 24px);
    --_space-6: var(--parlor-space-6, 32px);
    --_radius-s: var(--parlor-radius-s, 6px);
    --_radius-m: var(--parlor-radius-m, 10px);
    --_radius-l: var(--parlor-radius-l, 18px);
    --_radius-full: 999px;

    /* Follows the reader's own font size, and survives host pages that shrink the root to 10px. */
    --_font-size: var(--parlor-font-size, max(0.9375rem, 14px));
    --_font-size-small: var(--parlor-font-size-small, max(0.8125rem, 12px));
    --_font-family: var(
      --parlor-font-family,
      system-ui,
      -apple-system,
      'Segoe UI',
      Roboto,
      'Helvetica Neue',
      'Noto Sans',
      sans-serif
    );
    --_focus-ring: 2px solid var(--_color-accent);
    --_motion: var(--parlor-motion, 120ms);
    /* For what moves or comes into sight. */
    --_motion-move: calc(var(--_motion) * 1.25);
  }

  @media (prefers-contrast: more) {
    :host {
      --_color-border: var(--parlor-color-border-strong, light-dark(#5b6372, #a6aebb));
      --_color-border-strong: var(--_color-text);
      --_color-text-muted: var(--_color-text);
    }
  }

  @media (prefers-reduced-motion: reduce) {
    :host {
      --_motion: 0ms;
    }
  }
`;

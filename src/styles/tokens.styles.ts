import {css} from 'lit';

/**
 * The design tokens. A host page sets `--parlor-*` on any ancestor; what it leaves out has a light and a dark default
 * that follow `color-scheme`. Elements read only the private `--_*` names, so every default stands here once.
 *
 * The manifest lists these with every element:
 *
 * @cssprop [--parlor-color-surface] - Behind everything.
 * @cssprop [--parlor-color-surface-sunken] - Behind what stands further back, such as an empty place.
 * @cssprop [--parlor-color-surface-hover] - Behind what is pointed at.
 * @cssprop [--parlor-color-surface-selected] - Behind the row that is open.
 * @cssprop [--parlor-color-border] - Lines between parts.
 * @cssprop [--parlor-color-border-strong] - Lines around fields.
 * @cssprop [--parlor-color-text] - Words.
 * @cssprop [--parlor-color-text-muted] - Words that matter less.
 * @cssprop [--parlor-color-accent] - What is to be pressed, what is new, the ring around what has the focus, and behind what was sent.
 * @cssprop [--parlor-color-on-accent] - Words on the accent colour; light or dark, whichever can be read on it.
 * @cssprop [--parlor-color-danger] - What failed, and what destroys.
 * @cssprop [--parlor-color-danger-surface] - Behind what failed.
 * @cssprop [--parlor-color-warning] - What has to be known.
 * @cssprop [--parlor-color-warning-surface] - Behind what has to be known.
 * @cssprop [--parlor-space-1] - The smallest distance.
 * @cssprop [--parlor-space-2] - The next larger distance.
 * @cssprop [--parlor-space-3] - The next larger distance.
 * @cssprop [--parlor-space-4] - The next larger distance.
 * @cssprop [--parlor-space-5] - The next larger distance.
 * @cssprop [--parlor-space-6] - The largest distance.
 * @cssprop [--parlor-radius-s] - Corners of small things.
 * @cssprop [--parlor-radius-m] - Corners of buttons and fields.
 * @cssprop [--parlor-radius-l] - Corners of messages and dialogs.
 * @cssprop [--parlor-font-family] - The font; the system's own without it.
 * @cssprop [--parlor-font-size] - The size of words.
 * @cssprop [--parlor-font-size-small] - The size of words that matter less.
 * @cssprop [--parlor-motion] - How long changes take; none where motion is to be reduced.
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
    --_bubble-outbound-background: var(
      --parlor-message-bubble-background-outbound,
      var(--parlor-color-accent, light-dark(#2457d6, #2f56bf))
    );
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

  /* Words are as readable on a colour of the page as on ours: light on what is dark, dark on what is light. */
  @supports (color: oklch(from light-dark(red, red) l c h)) {
    :host {
      --_color-on-accent: var(
        --parlor-color-on-accent,
        oklch(from var(--_color-accent) clamp(0.12, (0.57 - l) * 1000, 1) 0 h)
      );
      --_bubble-outbound-text: var(
        --parlor-message-bubble-text-outbound,
        oklch(from var(--_bubble-outbound-background) clamp(0.12, (0.57 - l) * 1000, 1) 0 h)
      );
    }
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

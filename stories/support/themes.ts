import compact from '../../src/themes/compact.css?raw';
import highContrast from '../../src/themes/high-contrast.css?raw';
import quiet from '../../src/themes/quiet.css?raw';
import warm from '../../src/themes/warm.css?raw';

/** The style sheets that the package brings, as text. */
export const THEMES = {default: '', quiet, warm, 'high-contrast': highContrast} as const;
export type ThemeName = keyof typeof THEMES;
export const THEME_NAMES = Object.keys(THEMES) as readonly ThemeName[];

const isTheme = (name: string): name is ThemeName => name in THEMES;

/** Has the page look like that, as a linked style sheet would. */
export function applyTheme(name: string, isCompact: boolean): void {
  let sheet = document.querySelector<HTMLStyleElement>('#parlor-theme');
  if (!sheet) {
    sheet = document.createElement('style');
    sheet.id = 'parlor-theme';
    document.head.append(sheet);
  }
  sheet.textContent = `${isTheme(name) ? THEMES[name] : ''}${isCompact ? compact : ''}`;
}

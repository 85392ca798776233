import {svg} from 'lit';
import {icon} from '../icons.js';

// What is done with a picture.
export const earlierIcon = icon(svg`<path d="M12 4.5 6.5 10l5.5 5.5"/>`, true);
export const laterIcon = icon(svg`<path d="M8 4.5 13.5 10 8 15.5"/>`, true);
export const zoomInIcon = icon(svg`<circle cx="9" cy="9" r="5.2"/><path d="m13 13 4 4M6.7 9h4.6M9 6.7v4.6"/>`);
export const zoomOutIcon = icon(svg`<circle cx="9" cy="9" r="5.2"/><path d="m13 13 4 4M6.7 9h4.6"/>`);
export const wholeIcon = icon(svg`<path d="M4 7.5V4h3.5M12.5 4H16v3.5M16 12.5V16h-3.5M7.5 16H4v-3.5"/>`);
export const saveIcon = icon(svg`<path d="M10 3.5v9M6 9l4 4 4-4M4 16.5h12"/>`);
export const newTabIcon = icon(svg`<path d="M8.5 4.5h-4v11h11v-4M11.5 4h4.5v4.5M16 4l-6.5 6.5"/>`, true);

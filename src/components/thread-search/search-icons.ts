import {svg} from 'lit';
import {icon} from '../icons.js';

export const olderIcon = icon(svg`<path d="m4.5 12.5 5.5-5.5 5.5 5.5"/>`);
export const newerIcon = icon(svg`<path d="m4.5 7.5 5.5 5.5 5.5-5.5"/>`);

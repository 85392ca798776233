import {svg} from 'lit';
import {icon} from './icons.js';

export const sendIcon = icon(svg`<path d="M3.5 10 16.5 4l-4 12.5-3-5.5zM9.5 11l7-7"/>`, true);
export const attachIcon = icon(
  svg`<path d="m15.5 9.5-5.6 5.6a3.4 3.4 0 0 1-4.8-4.8l6-6a2.3 2.3 0 0 1 3.2 3.2l-6 6a1.1 1.1 0 0 1-1.6-1.6l5.5-5.5"/>`,
);
export const clockIcon = icon(svg`<circle cx="10" cy="10" r="6.8"/><path d="M10 6.2V10l2.6 1.6"/>`);
export const checkIcon = icon(svg`<path d="m4.5 10.5 3.7 3.7 7.3-8"/>`);
export const doubleCheckIcon = icon(svg`<path d="m2.5 10.5 3.7 3.7 7.3-8M9.8 13l1.2 1.2 7-7.8"/>`);
export const downIcon = icon(svg`<path d="M10 4v12m-5-5 5 5 5-5"/>`);
export const acceptedIcon = icon(svg`<circle cx="10" cy="10" r="6.8"/><path d="m7 10.2 2.1 2.1 3.9-4.4"/>`);
export const readIcon = icon(
  svg`<path d="M2.5 10S5.2 5.2 10 5.2s7.5 4.8 7.5 4.8-2.7 4.8-7.5 4.8S2.5 10 2.5 10z"/><circle cx="10" cy="10" r="2.2"/>`,
);
export const draftIcon = icon(svg`<path d="m4 16 .8-3.2 8.6-8.6 2.4 2.4-8.6 8.6zM11.6 6l2.4 2.4"/>`);
export const reopenIcon = icon(svg`<path d="M4.2 9.2A6 6 0 1 1 5 13M4 4.8v4.6h4.6"/>`);

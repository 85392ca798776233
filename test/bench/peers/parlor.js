// This project: the whole inbox as its script-tag files bring it.
import {loadElements} from './script-tag/parlor.js';
import './script-tag/later.js';
import {offerBench} from '../page/inbox-page.js';

// What opening a conversation loads: the other pages too have all of their script before the measuring begins.
await loadElements();
offerBench();

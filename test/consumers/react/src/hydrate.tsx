import {hydrateRoot} from 'react-dom/client';
import {ServerApp} from './server-app.js';

const root = document.getElementById('root');
if (root) hydrateRoot(root, <ServerApp />);

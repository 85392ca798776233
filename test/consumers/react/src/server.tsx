import {renderToString} from 'react-dom/server';
import {ServerApp} from './server-app.js';

export const renderPage = (): string => renderToString(<ServerApp />);

import {createSSRApp} from 'vue';
import {renderToString} from 'vue/server-renderer';
import App from './App.vue';

export const renderPage = (): Promise<string> => renderToString(createSSRApp(App));

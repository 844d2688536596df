import '../ui/tokens.css';
import '../ui/base.css';
import '../ui/parts.css';
import './hq.css';
import { render } from 'preact';
import { startNavigation } from '../ui/navigation.ts';
import { App } from './app.tsx';

startNavigation((path) => path === '/hq' || path.startsWith('/hq/'));

const root = document.getElementById('app');
if (root) render(<App />, root);

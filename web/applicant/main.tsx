import '../ui/tokens.css';
import '../ui/base.css';
import '../ui/parts.css';
import './applicant.css';
import { render } from 'preact';
import { matchRoute } from '../core/router.ts';
import { startNavigation } from '../ui/navigation.ts';
import { App } from './app.tsx';
import { routes } from './routes.tsx';
import { loadMe } from './who.ts';

startNavigation((path) => matchRoute(routes, path) !== undefined);
void loadMe();

const root = document.getElementById('app');
if (root) render(<App />, root);

import { matchRoute } from '../core/router.ts';
import { LanguageChoice } from '../ui/language_choice.tsx';
import { LiveRegions } from '../ui/live.tsx';
import { place } from '../ui/navigation.ts';
import { t } from '../ui/words.ts';
import { AttemptPage } from './pages/attempt.tsx';
import { NotFoundPage } from './pages/not_found.tsx';
import { current } from './current.ts';
import { routes } from './routes.tsx';
import { who } from './who.ts';

function TopBar() {
  return (
    <header class="top-bar">
      <a class="app-name" href="/">{t('app.name')}</a>
      {who.value && <a href="/me">{t('me.link')}</a>}
    </header>
  );
}

function Footer() {
  return (
    <footer class="foot">
      <p>{t('help')}</p>
      <LanguageChoice />
    </footer>
  );
}

export function App() {
  const { path } = place.value;
  const match = matchRoute(routes, path);
  const Page = match?.page ?? NotFoundPage;
  // During the exam its own bar takes the place of the top bar.
  const in_exam = Page === AttemptPage && current.value?.id === match?.params.id;
  return (
    <>
      <a class="skip" href="#main">{t('skip')}</a>
      {!in_exam && <TopBar />}
      <Page params={match?.params ?? {}} />
      <Footer />
      <LiveRegions />
    </>
  );
}

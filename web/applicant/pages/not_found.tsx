import { LinkButton } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { t } from '../../ui/words.ts';

export function NotFoundPage() {
  return (
    <Page title={t('not_found.title')}>
      <p>{t('not_found.text')}</p>
      <LinkButton href="/" kind="primary">{t('not_found.home')}</LinkButton>
    </Page>
  );
}

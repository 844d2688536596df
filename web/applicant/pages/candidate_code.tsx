import { go } from '../../ui/navigation.ts';
import { Page } from '../../ui/page.tsx';
import { remember, tabStorage } from '../../ui/phone.ts';
import { t } from '../../ui/words.ts';

export const code_kept_under = 'kiosk-candidate-code';

export function CandidateCode({ code }: { code: string }) {
  const proceed = () => {
    remember(code_kept_under, null, tabStorage);
    go('/me', 'replace');
  };
  return (
    <Page title={t('code.title')}>
      <p>{t('code.text')}</p>
      <p class="candidate-code"><span class="unseen">{t('code.label')}</span><bdi>{code}</bdi></p>
      <p class="hint">{t('code.hint')}</p>
      <div class="actions">
        <button type="button" class="button primary" onClick={proceed}>{t('code.written')}</button>
      </div>
    </Page>
  );
}

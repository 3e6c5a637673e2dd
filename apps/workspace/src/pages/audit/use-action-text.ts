import { useTranslation } from 'react-i18next';
import { actionNameOf } from './action-name.ts';

/** What an action is called in the language of the reader; null: a job's change of a setting. */
export function useActionText(): (action: string | null) => string {
  const { t } = useTranslation('audit');
  return (action) => {
    if (action === null) return t('byJob');
    const name = actionNameOf(action);
    if ('known' in name) return t(`actions.${name.known}`);
    if ('words' in name) return name.words;
    return t(name.setting === 'saved' ? 'settingSaved' : 'settingDeleted', { kind: name.kind });
  };
}

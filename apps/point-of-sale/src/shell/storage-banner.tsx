import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TillState } from '@counterfoil/till/service/till-service';
import { useTill } from '../till/use-till.ts';
import { BigButton } from '../ui/big-button.tsx';
import { Notice, problemText } from '@counterfoil/ui/error-notice.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { useAction } from '@counterfoil/ui/use-action';

/** What was lost on this device, until a manager has seen it; and that space runs short. */
export function StorageBanner({ state: { storage, worker } }: { readonly state: TillState }): ReactNode {
  const { t } = useTranslation('shell');
  const language = useLanguage();
  const till = useTill();
  const action = useAction();
  if (!storage.problem) return storage.isNearlyFull && <Notice tone="warning">{t('storageNearlyFull')}</Notice>;
  return (
    <Notice tone="problem">
      <Group justify="space-between">
        <Text className="grow">{problemText(storage.problem, language)}</Text>
        {worker?.role === 'storeManager' ? (
          <BigButton
            variant="default"
            loading={action.isBusy}
            onClick={() => void action.run(() => till.acknowledgeStorageProblem())}
          >
            {t('storageProblemSeen')}
          </BigButton>
        ) : (
          <Text size="sm">{t('storageProblemManager')}</Text>
        )}
      </Group>
    </Notice>
  );
}

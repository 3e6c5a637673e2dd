import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { StorageView } from '@counterfoil/till/service/till-service';
import { Notice } from '@counterfoil/ui/error-notice.tsx';
import { Fact, Facts } from '@counterfoil/ui/facts.tsx';
import { bytesText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';

/** How the browser keeps the till's database. */
export function StorageFacts({ storage }: { readonly storage: StorageView }): ReactNode {
  const { t } = useTranslation('shell');
  return (
    <>
      {storage.isNearlyFull && <Notice tone="warning">{t('storageNearlyFull')}</Notice>}
      <Facts>
        <Fact name={t('statusStorage')}>
          <UsedText storage={storage} />
          <div>{storage.isEncrypted ? t('storageEncrypted') : t('storageNotEncrypted')}</div>
          <div>
            <PersistedText persisted={storage.persisted} />
          </div>
          <div>{storage.isOwnerTab ? t('storageOwner') : t('storageNotOwner')}</div>
        </Fact>
      </Facts>
    </>
  );
}

function PersistedText({ persisted }: Pick<StorageView, 'persisted'>): ReactNode {
  const { t } = useTranslation('shell');
  if (persisted === null) return t('storageNotAsked');
  return persisted ? t('storagePersisted') : t('storageNotPersisted');
}

function UsedText({ storage: { usageBytes, quotaBytes } }: { readonly storage: StorageView }): ReactNode {
  const { t } = useTranslation('shell');
  const language = useLanguage();
  if (usageBytes === null || quotaBytes === null) return null;
  const texts = { used: bytesText(usageBytes, language), quota: bytesText(quotaBytes, language) };
  return <div className="figures">{t('storageUsed', texts)}</div>;
}

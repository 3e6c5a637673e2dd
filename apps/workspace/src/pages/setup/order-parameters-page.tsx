import { Accordion, Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  DocumentNumbersLine,
  OrderParameters,
  WantedDocumentNumbers,
} from '@counterfoil/contracts/administration/order-parameters';
import { formatNumber } from '@counterfoil/customer/numbers/number-format';
import { useLanguage } from '@counterfoil/ui/language';
import { readOrderParameters, saveDocumentNumbers, saveOrderParameters } from '../../api/channel-setup.ts';
import { useReadAgain, useReading } from '../../api/use-reading.ts';
import { useMay } from '../../session/session.ts';
import { PageFrame } from '../../shell/page-frame.tsx';
import { AnswerState, ReadOnlyNotice } from '../../shell/page-states.tsx';
import { PlainEditing } from '../../ui/setting-form/plain-editing.tsx';
import { documentNumberRules, documentNumbers, orderParameterRules, orderParameters } from './forms/numbers.ts';

const noFields: ReadonlySet<string> = new Set();

/** What happens to orders at headquarters, and the numbers of their documents. */
export default function OrderParametersPage(): ReactNode {
  const { t } = useTranslation('setup');
  const language = useLanguage();
  const reading = useReading({ topic: 'settings', key: ['orderParameters'], read: readOrderParameters });
  const mayChange = useMay()('putOrderParameters');
  return (
    <PageFrame title={t('orderParameters')} section="parameters" help={orderParameters.help[language]}>
      {!mayChange && <ReadOnlyNotice />}
      <AnswerState reading={reading}>
        {(parameters) => <Parameters parameters={parameters} mayChange={mayChange} />}
      </AnswerState>
    </PageFrame>
  );
}

interface ParametersProps {
  readonly parameters: OrderParameters;
  readonly mayChange: boolean;
}

function Parameters({ parameters, mayChange }: ParametersProps): ReactNode {
  const { t } = useTranslation('setup');
  const readAgain = useReadAgain();
  const { holdCodeForRepairedOrders, documentNumbers: lines } = parameters;
  return (
    <Stack gap="lg">
      <PlainEditing
        form={orderParameters}
        schema={orderParameterRules}
        saved={{ holdCodeForRepairedOrders }}
        fresh={{}}
        fixedFields={noFields}
        mayChange={mayChange}
        send={async ({ holdCodeForRepairedOrders: code }) => {
          await saveOrderParameters(typeof code === 'string' ? code : null);
          await readAgain('settings', 'audit');
        }}
        hasShortcut
      />
      <section aria-label={t('documentNumbers')}>
        <Title order={2} size="h4" mb="xs">
          {t('documentNumbers')}
        </Title>
        <Accordion variant="separated" order={3}>
          {lines.map((line) => (
            <DocumentLine key={`${line.legalEntity} ${line.kind}`} line={line} mayChange={mayChange} />
          ))}
        </Accordion>
      </section>
    </Stack>
  );
}

function DocumentLine({
  line,
  mayChange,
}: {
  readonly line: DocumentNumbersLine;
  readonly mayChange: boolean;
}): ReactNode {
  const { t } = useTranslation('setup');
  const readAgain = useReadAgain();
  const { legalEntity, kind, ...setting } = line;
  const next = formatNumber(line.format, line.nextValue, legalEntity) ?? '–';
  return (
    <Accordion.Item value={`${legalEntity} ${kind}`}>
      <Accordion.Control>{t('documentLine', { legalEntity, kind: t(`documentKind.${kind}`), next })}</Accordion.Control>
      <Accordion.Panel>
        <PlainEditing
          form={documentNumbers}
          schema={documentNumberRules}
          saved={setting}
          fresh={{}}
          fixedFields={noFields}
          mayChange={mayChange}
          send={async (value) => {
            await saveDocumentNumbers(line, value as unknown as WantedDocumentNumbers);
            await readAgain('settings', 'audit');
          }}
          hasShortcut={false}
        />
      </Accordion.Panel>
    </Accordion.Item>
  );
}

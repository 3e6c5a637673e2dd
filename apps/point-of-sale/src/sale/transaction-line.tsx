import { Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sumOfDecimals } from '@counterfoil/contracts/retail-transaction';
import type { OpenLine } from '@counterfoil/till/service/till-service';
import { Amount } from '../ui/amount.tsx';
import { difference, typedQuantity } from '@counterfoil/ui/decimal';
import { amountText, numberText } from '@counterfoil/ui/formats';
import { IconButton } from '@counterfoil/ui/icon-button.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import type { SaleActions } from './use-sale-actions.ts';

interface TransactionLineProps {
  readonly line: OpenLine;
  readonly currency: string;
  readonly sale: SaleActions;
}

/** One article of the open transaction, with its quantity to change. */
export function TransactionLine({ line, currency, sale }: TransactionLineProps): ReactNode {
  const { t } = useTranslation('sale');
  const language = useLanguage();
  const name = line.product.description[language];
  const less = typedQuantity(difference(line.quantity, '1'));
  return (
    <li className="transaction-line">
      <div className="line-name">
        <Text fw={600} lh={1.3}>
          {name}
        </Text>
        <Text size="sm" className="quiet figures">
          {t('linePieces', {
            quantity: numberText(line.quantity, language),
            price: amountText(line.price, currency, language),
          })}
        </Text>
      </div>
      <div className="line-quantity">
        <IconButton
          icon={less === null ? 'trash' : 'remove'}
          label={less === null ? t('lineRemove', { name }) : t('lineLess', { name })}
          onClick={() => (less === null ? sale.remove(line.lineId) : sale.change(line.lineId, less))}
        />
        <QuantityInput key={line.quantity} line={line} label={t('lineQuantity', { name })} onChange={sale.change} />
        <IconButton
          icon="add"
          label={t('lineMore', { name })}
          onClick={() => sale.change(line.lineId, sumOfDecimals([line.quantity, '1']))}
        />
      </div>
      <Text fw={600} className="line-amount">
        <Amount value={line.amount} currency={currency} />
      </Text>
    </li>
  );
}

interface QuantityInputProps {
  readonly line: OpenLine;
  readonly label: string;
  readonly onChange: (lineId: string, quantity: string) => void;
}

/** A quantity to type; what is none leaves the line as it is. */
function QuantityInput({ line, label, onChange }: QuantityInputProps): ReactNode {
  const shown = numberText(line.quantity, useLanguage());
  const [text, setText] = useState(shown);
  const take = (): void => {
    const quantity = typedQuantity(text);
    if (quantity === null || text === shown) setText(shown);
    else onChange(line.lineId, quantity);
  };
  return (
    <TextInput
      aria-label={label}
      classNames={{ input: 'quantity-input figures' }}
      inputMode="decimal"
      autoComplete="off"
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={take}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
    />
  );
}

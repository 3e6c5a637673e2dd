import { Skeleton, Text, TextInput, Title, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TillState } from '@counterfoil/till/service/till-service';
import { useTill } from '../till/use-till.ts';
import { Amount } from '../ui/amount.tsx';
import { EmptyState } from '@counterfoil/ui/empty-state.tsx';
import { ErrorNotice } from '@counterfoil/ui/error-notice.tsx';
import { Icon } from '@counterfoil/ui/icons.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { useAsked } from '../ui/use-asked.ts';
import { useTypingAnywhere } from '../ui/use-typing-anywhere.ts';
import { findProducts, sellableProducts, type SellableProduct } from './find-products.ts';
import type { SaleActions } from './use-sale-actions.ts';

/** More articles than this aren't drawn at once: type to find them. */
const shownCountMax = 120;

/** The articles of the store: to touch, to search, to scan. */
export function Catalogue({ state, sale }: { readonly state: TillState; readonly sale: SaleActions }): ReactNode {
  const { t } = useTranslation('sale');
  const { products, error } = useSellableProducts(state);
  const [text, setText] = useState('');
  const input = useRef<HTMLInputElement>(null);
  useTypingAnywhere(input);
  const found = useMemo(() => products && findProducts(products, text), [products, text]);
  const add = ({ product }: SellableProduct): void => {
    sale.add(product.itemId);
    setText('');
  };
  const enter = (event: KeyboardEvent): void => {
    const only = found?.length === 1 ? found[0] : undefined;
    if (event.key === 'Enter' && only) add(only);
    if (event.key === 'Escape') setText('');
  };
  return (
    <section className="catalogue" aria-labelledby="catalogue-title">
      <VisuallyHidden>
        <Title order={2} id="catalogue-title">
          {t('catalogue')}
        </Title>
      </VisuallyHidden>
      <TextInput
        ref={input}
        size="lg"
        type="search"
        aria-label={t('catalogueSearch')}
        placeholder={t('catalogueSearch')}
        leftSection={<Icon name="search" />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={enter}
        autoComplete="off"
      />
      <ErrorNotice error={error} />
      <div className="catalogue-list">
        {found ? (
          <Articles found={found} state={state} hasAny={products !== null && products.length > 0} onAdd={add} />
        ) : (
          <Loading />
        )}
      </div>
    </section>
  );
}

function useSellableProducts(state: TillState) {
  const till = useTill();
  const language = useLanguage();
  const version = state.connection.configurationVersion;
  // A new version of the configuration may bring other articles.
  const question = useMemo(() => () => till.products().then((products) => ({ products, version })), [till, version]);
  const { answer, error } = useAsked(question);
  const currency = state.channel?.currency;
  const products = useMemo(
    () => (answer && currency ? sellableProducts(answer.products, currency, language) : null),
    [answer, currency, language],
  );
  return { products, error };
}

interface ArticlesProps {
  readonly found: readonly SellableProduct[];
  readonly hasAny: boolean;
  readonly state: TillState;
  readonly onAdd: (product: SellableProduct) => void;
}

function Articles({ found, hasAny, state, onAdd }: ArticlesProps): ReactNode {
  const { t } = useTranslation('sale');
  const currency = state.channel?.currency ?? '';
  if (!hasAny) return <EmptyState icon="box" title={t('catalogueNone')} text={t('catalogueNoneText')} />;
  if (found.length === 0)
    return <EmptyState icon="search" title={t('catalogueEmpty')} text={t('catalogueEmptyText')} />;
  return (
    <ul className="plain-list catalogue-grid">
      {found.slice(0, shownCountMax).map((item) => (
        <li key={item.product.itemId}>
          <Article item={item} currency={currency} onAdd={onAdd} />
        </li>
      ))}
    </ul>
  );
}

interface ArticleProps {
  readonly item: SellableProduct;
  readonly currency: string;
  readonly onAdd: (product: SellableProduct) => void;
}

function Article({ item, currency, onAdd }: ArticleProps): ReactNode {
  return (
    <UnstyledButton className="article" onClick={() => onAdd(item)}>
      <Text fw={600} lh={1.3} lineClamp={2}>
        {item.name}
      </Text>
      <div className="article-foot">
        <Text size="sm" className="quiet">
          {item.product.itemId}
        </Text>
        <Text fw={700}>
          <Amount value={item.price} currency={currency} />
        </Text>
      </div>
    </UnstyledButton>
  );
}

function Loading(): ReactNode {
  return (
    <div className="catalogue-grid" aria-hidden="true">
      {Array.from({ length: 12 }, (_, index) => (
        <Skeleton key={index} h={96} radius="md" />
      ))}
    </div>
  );
}

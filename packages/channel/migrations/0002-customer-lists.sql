-- Customers from before have none of the lists and fields that came with this version.
UPDATE customers SET
  document = added.defaults || document,
  base = added.defaults || base
FROM (SELECT
  '{"personalTitle": null, "receiptOption": "standard", "receiptEmail": null, "notes": null, "image": null,
    "blockedForLoyaltyEnrollment": false, "contacts": [], "affiliations": [], "addressBooks": [], "attributes": {},
    "loyaltyCards": [], "externalIdentities": [], "financialDimensions": {}, "consentRecords": {}}'::jsonb AS defaults
) AS added;

-- Customers from before have none of the lists and fields that came with this version.
UPDATE customers SET document =
  '{"personalTitle": null, "receiptOption": "standard", "receiptEmail": null, "notes": null, "image": null,
    "blockedForLoyaltyEnrollment": false, "contacts": [], "affiliations": [], "addressBooks": [], "attributes": {},
    "loyaltyCards": [], "externalIdentities": [], "financialDimensions": {}, "consentRecords": {}}'::jsonb || document;

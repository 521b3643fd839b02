"""The diary: episodes, nights, insights, the report and exchange."""

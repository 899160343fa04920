-- Calls of the month, of those that were answered
SELECT answered_on AS day, minutes FROM cx.surveys WHERE minutes IS NOT NULL

SELECT day FROM cx.refunds
